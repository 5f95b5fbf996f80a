// Errors take the ways a test seldom takes: faults once more, under the sanitizers.
import { testSanitized } from '../native/sanitized';

testSanitized('what follows a fault', '../faults/table.test');
