import { showView } from '../show-view.tsx';
import { RunHistory } from './run-history.tsx';

showView({ name: 'run-history', waiting: 'The run sessions are read', View: RunHistory });
