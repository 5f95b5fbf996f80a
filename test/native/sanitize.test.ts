import { testSanitized } from './sanitized';

testSanitized('the engine', 'everyPath');
