import { showView } from '../show-view.tsx';
import { CommitPreview } from './commit-preview.tsx';

showView({ name: 'commit-preview', waiting: 'The commit is checked', View: CommitPreview });
