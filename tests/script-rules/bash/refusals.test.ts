import { describeRefusals } from '../refusals.ts';
import { BASH_REFUSALS } from './refusals.ts';

describeRefusals('bash', BASH_REFUSALS);
