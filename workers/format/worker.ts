/** Exposes the formatters in a web worker. */
import type { FormatService } from '../protocol';
import { reportOutsideRequests, serve, showLife } from '../rpc';
import { formatText } from './format';

const service: FormatService = {
  format: async (module, order) => formatText(module, order),
};

reportOutsideRequests();
showLife();
serve(service, self);
