import type { CallRule } from '../../calls/callRules';
import { row } from '../../calls/callRules';
import { posixCalls } from '../c/calls';

/** The file streams of the standard library. */
export const fileStream = /^(basic_)?[io]?fstream$/;

/** What C++ adds to the calls of C. */
export const cppCalls: CallRule[] = [
  ...posixCalls,
  row('data|get|c_str|begin|front|constData|bits|head|buffer|prepare', 'view'),
  row('size|length', 'length'),
  row('remove_prefix', 'advances'),
  row(
    'resize|empty|remove_suffix|capacity|load|exchange|make_error_code|chrono|milliseconds|seconds|microseconds|runtime_error|system_error|what',
    'pure',
  ),
  row(
    '[eE]of|IsOk|good|fail|bad|clear|is_open|isOpen|exceptions|tell[gp]|rdstate|setstate|atEnd|bytesAvailable|error|errorString|valid|ok',
    'asks',
  ),
  row('flush|sync|Sync', 'flushes'),
  row('close|Close', 'closes'),
  row('sleep_for|waitFor\\w+', 'waits'),
  row('print', 'reports'),
];
