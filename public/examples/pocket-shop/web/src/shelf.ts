import type { Product } from './catalogue';

export function renderShelf(shelf: HTMLElement, products: Product[], buy: (product: Product) => void): void {
  for (const product of products) {
    const card = document.createElement('article');
    card.className = 'card';
    card.innerHTML = '<h2>' + product.name + '</h2><p class="price">' + price(product.cents) + '</p>';
    card.addEventListener('click', () => buy(product));
    shelf.append(card);
  }
}

export function price(cents: number): string {
  return `${(cents / 100).toFixed(2)} €`;
}
