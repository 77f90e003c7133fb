import { describeShard } from './suite';

describeShard(0);
