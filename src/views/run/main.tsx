import { showView } from '../show-view.tsx';
import { RunView } from './run-view.tsx';

showView({ name: 'run', waiting: 'The run is under way', View: RunView });
