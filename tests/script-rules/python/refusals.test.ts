import { describeRefusals } from '../refusals.ts';
import { PYTHON_REFUSALS } from './refusals.ts';

describeRefusals('python', PYTHON_REFUSALS);
