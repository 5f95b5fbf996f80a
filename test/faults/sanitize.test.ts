// Injected faults once more under the sanitizers: error paths run seldom elsewhere.
import { testSanitized } from '../native/sanitized';

testSanitized('what follows a fault', '../faults/table.test');
