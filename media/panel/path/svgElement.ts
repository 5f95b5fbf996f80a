import type { SvgNode } from '../../../src/report/pathParts';

const namespace = 'http://www.w3.org/2000/svg';

/** Makes nodes of a drawing. Text becomes text nodes, so nothing in it is ever markup. */
export function svgElement({ tag, attributes, children }: SvgNode): SVGElement {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.map(child => (typeof child === 'string' ? child : svgElement(child))));
  return element;
}
