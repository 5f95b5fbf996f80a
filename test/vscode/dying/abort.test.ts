import { test } from '../tiny/test';

test('the host lives', () => {});

test('the host dies, as from a fault in native code', () => process.abort());
