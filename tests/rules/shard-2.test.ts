import { describeShard } from './suite';

describeShard(2);
