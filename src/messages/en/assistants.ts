/** What assistants are answered, and what the person is asked before a tool runs. */
export const assistants = {
  'agent.profile':
    'Measures moving {file} for about {seconds} s, at full speed on up to two cores. The file is only read.',
  'agent.trace': 'Runs {command} in {folder} under a tracer, for {seconds} s at most, with your rights.',
  'agent.prove':
    'Makes a scratch file in {folder}, fetches it from {url}, changes it meanwhile and removes it.',
  'agent.no-loop': 'No copy loop is on line {line} of {path}.',
  'agent.loop-lines': 'Its loops are on lines {lines, commas}.',
  'agent.no-loops': 'None was found in this file.',
  'agent.no-loop.remedy': 'Call find_copy_loops for the lines of the loops.',
  'agent.refused': 'The person said no: nothing was run.',
  'agent.refused.remedy': 'Go on without it, or ask the person what to do.',
  'agent.not-allowed': "Nothing was run: '{permission}' is not allowed.",
  'agent.not-allowed.why':
    'It runs something on this machine, which needs a yes, and the client can not ask the person (elicitation).',
  'agent.outside': '{path} is outside of the allowed folders.',
  'agent.outside.why': 'Paths are confined to {folders, commas}, after links are resolved.',
  'agent.outside.remedy':
    'Name a path below one of them, or start the server with --root and the folder that is meant.',
  'agent.unopened': "{path} can't be opened.",
  'agent.unopened.remedy': 'Name a file or folder that is there.',
  'agent.arguments': "{name} can't take these arguments.",
  'agent.arguments.remedy': 'See the input schema of {name} in tools/list.',
  'agent.cancelled': 'The call was cancelled.',
  'agent.cancelled.why': 'The client asked for it.',
  'agent.cancelled.remedy': 'Nothing is left behind.',
  'agent.broke.remedy': 'Report it with the arguments of this call.',
  'agent.not-allowed.remedy':
    'Have the person start the server with --allow {permission}: iopath mcp --allow {permission}',
  'agent.run-it': '{does} Run it?',
  'agent.run': 'Run it',
  'agent.lines': '{first} to {last}',
} as const;
