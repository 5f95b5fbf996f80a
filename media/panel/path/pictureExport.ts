/** Properties a picture needs as attributes, because outside the page no style sheet holds. */
const properties = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linejoin',
  'paint-order',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-opacity',
  'fill-opacity',
  'opacity',
  'font-size',
  'font-weight',
  'font-style',
  'font-family',
  'letter-spacing',
  'font-variant-numeric',
  'display',
] as const;

const scale = 2;
const gap = 24;
const title = 28;

/** The drawings on the page as one PNG at twice their size, in the theme's colours. Throws where nothing is drawn. */
export async function pictureOf(drawings: HTMLElement[]): Promise<Uint8Array<ArrayBuffer>> {
  const pictures = drawings.flatMap(element => {
    const drawn = element.querySelector('svg');
    return drawn ? [{ drawn, name: element.dataset.strategy ?? '' }] : [];
  });
  if (pictures.length === 0) throw new Error('no path is drawn yet');
  const sizes = pictures.map(({ drawn }) => drawn.getBoundingClientRect());
  const canvas = document.createElement('canvas');
  canvas.width = (Math.max(...sizes.map(size => size.width)) + 2 * gap) * scale;
  canvas.height = sizes.reduce((sum, size) => sum + size.height + gap + title, gap) * scale;
  const context = canvas.getContext('2d')!;
  const style = getComputedStyle(document.body);
  context.scale(scale, scale);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = gap;
  for (const [index, { drawn, name }] of pictures.entries()) {
    context.fillStyle = style.color;
    context.font = `600 15px ${style.fontFamily}`;
    context.fillText(name, gap, top + 12);
    context.drawImage(await imageOf(drawn), gap, top + title, sizes[index]!.width, sizes[index]!.height);
    top += sizes[index]!.height + gap + title;
  }
  return bytesOf(canvas);
}

async function imageOf(drawn: SVGElement): Promise<HTMLImageElement> {
  const copy = drawn.cloneNode(true) as SVGElement;
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, original] of originals.entries()) {
    const style = getComputedStyle(original);
    for (const property of properties)
      copies[index]!.setAttribute(property, style.getPropertyValue(property));
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the picture is larger than a canvas can be');
  return new Uint8Array(await blob.arrayBuffer());
}
