import { describeShard } from './suite';

describeShard(3);
