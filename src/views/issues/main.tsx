import { showView } from '../show-view.tsx';
import { IssuesView } from './issues-view.tsx';

showView({ name: 'issues', waiting: 'The issues are read', View: IssuesView });
