import { showView } from '../show-view.tsx';
import { AssistantAnswer } from './assistant-answer.tsx';

showView({ name: 'assistant-answer', waiting: 'The assistant answers', View: AssistantAnswer });
