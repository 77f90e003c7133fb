import type { Product } from './catalogue';

interface Line {
  product: Product;
  pieces: number;
}

export class Basket {
  private lines: Line[] = [];

  add(product: Product): void {
    const line = this.lines.find((other) => other.product.id === product.id);
    if (line) line.pieces += 1;
    else this.lines.push({ product, pieces: 1 });
  }

  /** What was bought, by product, for the receipt. */
  byProduct(): Record<string, number> {
    return this.lines.reduce((sum, line) => ({ ...sum, [line.product.id]: line.pieces }), {});
  }

  /** A copy that the checkout may change. */
  snapshot(): Line[] {
    return JSON.parse(JSON.stringify(this.lines));
  }

  isEmpty(): boolean {
    return this.lines === [];
  }

  total(): number {
    return this.lines.reduce((sum, { product, pieces }) => sum + product.cents * pieces, 0);
  }
}
