import { showView } from '../show-view.tsx';
import { HealthMap } from './health-map.tsx';

showView({ name: 'health-map', waiting: 'The SLXs are read', View: HealthMap });
