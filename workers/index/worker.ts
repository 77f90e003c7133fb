/** Exposes the index in a web worker. */
import { reportOutsideRequests, serve, showLife } from '../rpc';
import { makeIndexService } from './service';

reportOutsideRequests();
showLife();
serve(makeIndexService(), self);
