/** Exposes the analysis in a web worker. */
import { serve } from '../rpc';
import { makeAnalysisService } from './service';

serve(makeAnalysisService(), self);
