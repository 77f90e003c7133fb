/** Exposes the analysis in a web worker. */
import { reportOutsideRequests, serve } from '../rpc';
import { makeAnalysisService } from './service';

reportOutsideRequests();
serve(makeAnalysisService(), self);
