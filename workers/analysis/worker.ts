/** Exposes the analysis in a web worker. */
import { reportOutsideRequests, serve } from '../rpc';
import { ReadAhead } from './read-ahead';
import { makeAnalysisService } from './service';

reportOutsideRequests();
serve(makeAnalysisService(new ReadAhead()), self);
