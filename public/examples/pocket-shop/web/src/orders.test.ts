import { sortedWeights } from './catalogue';

const scarf = { id: 's1', name: 'Scarf', cents: 1990, weights: ['90', '120', '1000'], tags: [] };

// ast-grep-ignore: house/console-in-shop
console.log(sortedWeights(scarf));
