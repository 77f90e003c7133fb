/** Exposes the intake in a worker of its own. */
import { reportOutsideRequests, serve, showLife } from '../rpc';
import { Intake } from './intake';
import { intakeService } from './service';

reportOutsideRequests();
showLife();
serve(intakeService(new Intake()), self);
