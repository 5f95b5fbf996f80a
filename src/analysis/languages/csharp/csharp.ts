import type { LanguageSpec } from '../../language';
import { ownerOf } from '../../syntax/classes';
import type { Call, Ir } from '../../syntax/ir';
import { advise, adviseCall } from './advise';
import { csharpHousekeeping, csharpModel, csharpPure, csharpTransfers, csharpViews } from './calls';
import { csharpFactories, csharpMembers, csharpTypes } from './ends';
import { planLoop } from './fix';
import { csharpBindings } from './names';
import { csharpNodes, isPrimary } from './syntax';

const sizeOfAllocation = (call: Call): Ir | null =>
  /^(Rent|AllocateUninitializedArray|AllocateArray)$/.test(call.name) ? (call.args[0] ?? null) : null;

export const csharp: LanguageSpec = {
  id: 'csharp',
  runtime: '.NET',
  editorIds: ['csharp'],
  grammar: () => 'tree-sitter-c-sharp',
  extensions: ['.cs', '.csx'],
  quick: {
    loop: /\b(?:for|foreach|while)\s*[(/]/,
    read: /\b(?:Read(?:Async|Byte|Bytes|Exactly\w*|AtLeast\w*)?|Receive(?:\d|Some|With\w{1,40})?(?:Async)?)\s*\(/,
    write: /\b(?:Write(?:Async|Byte)?|Send(?:\d|All|With\w{1,40})?(?:Async)?)\s*\(/,
    copyCall: /\bCopyTo(?:Async)?\s*\(/,
    exact: true,
  },
  nodes: csharpNodes,
  functions: [
    'method_declaration',
    'constructor_declaration',
    'local_function_statement',
    'accessor_declaration',
    'lambda_expression',
    'anonymous_method_expression',
  ],
  globals: ['field_declaration', 'property_declaration', { type: 'parameter', when: isPrimary }],

  transfers: csharpTransfers,
  allocation: sizeOfAllocation,
  iteration: null,
  constants: {},

  types: csharpTypes,
  factories: csharpFactories,
  members: csharpMembers,
  hints: [],
  evidence: [],

  views: csharpViews,
  pureCalls: csharpPure,
  housekeepingCalls: csharpHousekeeping,
  effects: [
    {
      call: /(TransformBlock|TransformFinalBlock|AppendData|ComputeHash|HashData|HashCore|Append\w*Crc)$/,
      verdict: 'inspected',
    },
    { call: /[eE]ncrypt|[dD]ecrypt|[cC]ipher|(Dec|C)ompress/, verdict: 'encrypted' },
    {
      call: /^(BlockCopy|Copy|CopyTo|Add|AddRange|Append|Enqueue|TryAdd|Push|Write|Clone|Resize|Post|TryWrite)$/,
      verdict: 'memory-sink',
    },
    {
      call: /^(Reverse|Fill|Replace|Convert|Transform|Translate|ToBase64\w*|FromBase64\w*|Encode\w*|Decode\w*|Xor|Mask|Swap)$/,
      verdict: 'transformed',
    },
  ],
  model: csharpModel,
  selfReceivers: /^(this|base)$/,
  ownerOf,

  advise,
  copyCalls: {
    shapes: [
      { name: /^CopyTo(Async)?$/, receiver: true, args: [1, 3], source: 'receiver', sink: 0, chunk: 1 },
    ],
    advise: adviseCall,
  },
  plan: planLoop,
  directives: ['preproc_region', 'preproc_endregion', 'preproc_pragma', 'preproc_line', 'preproc_nullable'],
  imports: {
    types: ['using_directive'],
    nameOf: node => node.namedChildren.at(-1)?.text ?? '',
    bindings: csharpBindings,
  },
};
