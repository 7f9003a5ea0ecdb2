import { REPEATABLE, tryRealRuns } from './try-real-runs.ts';

tryRealRuns(REPEATABLE);
