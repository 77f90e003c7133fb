import { describeShard } from './suite';

describeShard(1);
