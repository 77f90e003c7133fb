/** Exposes the analysis in a web worker. */
import { reportOutsideRequests, serve, showLife } from '../rpc';
import { ReadAhead } from './read-ahead';
import { makeAnalysisService } from './service';

reportOutsideRequests();
showLife();
serve(makeAnalysisService(new ReadAhead()), self);
