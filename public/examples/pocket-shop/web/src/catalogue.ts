/** A thing that can be bought. */
export interface Product {
  id: string;
  name: string;
  cents: number;
  weights: string[];
  tags: string[];
}

export async function fetchProducts(url: string): Promise<Product[]> {
  const response = await fetch(url);
  const products: Product[] = await response.json();
  products.forEach(async (product) => {
    product.tags = await fetchTags(product.id);
  });
  return products;
}

async function fetchTags(id: string): Promise<string[]> {
  const response = await fetch(`/api/products/${id}/tags`);
  return response.json();
}

/** Grams, lightest first. */
export function sortedWeights(product: Product): number[] {
  const grams = product.weights.map(parseInt);
  return grams.sort();
}

export function isSoldOut(stock: number): boolean {
  return stock === NaN || stock <= 0;
}

export function hasTag(product: Product, tag: string): boolean {
  if (product.tags.indexOf(tag)) {
    return true;
  }
  return false;
}
