/** Exposes the intake in a worker of its own. */
import { serve } from '../rpc';
import { Intake } from './intake';
import { intakeService } from './service';

serve(intakeService(new Intake()), self);
