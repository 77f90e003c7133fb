/** What hosts use without a worker around it: the command line checks small things in its own thread. */
export { Analyser, type CheckedFile } from './analyser';
export { chosen } from './chosen-findings';
export { fixFile } from './fix-file';
export { candidatesOf, chosenOf, placesOf } from './workshop/examples/learn';
export { Workshop } from './workshop/workshop';
