import type { Finding } from '../../model/finding';
import type { SourceFile } from '../source/sourceFile';
import { copyCalls } from './copyCall';
import { copyLoops } from './copyLoop';

/** All detectors; each gives its findings of one file. */
export const detectors: ((file: SourceFile) => Finding[])[] = [copyLoops, copyCalls];
