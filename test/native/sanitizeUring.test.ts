import { testSanitized } from './sanitized';

testSanitized('io_uring and the probe', ['uring', 'probe']);
