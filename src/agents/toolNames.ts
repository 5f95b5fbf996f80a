/** The tools by name, where their schemas are too much to load. */
export const toolNames = [
  'find_copy_loops',
  'explain_path',
  'profile_file',
  'trace_command',
  'prove_server',
] as const;
export type ToolName = (typeof toolNames)[number];
