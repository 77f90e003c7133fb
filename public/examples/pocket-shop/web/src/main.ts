import { fetchProducts } from './catalogue';
import { Basket } from './basket';
import { renderShelf } from './shelf';

const basket = new Basket();

async function open(): Promise<void> {
  const shelf = document.getElementById('shelf');
  if (!shelf) return;
  const products = await fetchProducts('/api/products');
  renderShelf(shelf, products, (product) => basket.add(product));
  console.log('shelf is open', products.length);
}

void open();
