/** Exposes the intake in a worker of its own. */
import { reportOutsideRequests, serve } from '../rpc';
import { Intake } from './intake';
import { intakeService } from './service';

reportOutsideRequests();
serve(intakeService(new Intake()), self);
