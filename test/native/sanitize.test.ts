import { testSanitized } from './sanitized';

testSanitized('the engine', ['hash', 'matrix', 'options', 'input', 'cancel', 'follow', 'aliasing']);
