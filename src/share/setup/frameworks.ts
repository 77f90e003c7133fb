/** Frameworks that a project uses, as its manifests name them. */

/** What a dependency is called in a manifest, and what people call it. */
const FRAMEWORKS: readonly (readonly [manifest: RegExp, name: RegExp, framework: string])[] = [
  [/package\.json$/, /"react"\s*:/, 'React'],
  [/package\.json$/, /"next"\s*:/, 'Next.js'],
  [/package\.json$/, /"vue"\s*:/, 'Vue'],
  [/package\.json$/, /"@angular\/core"\s*:/, 'Angular'],
  [/package\.json$/, /"svelte"\s*:/, 'Svelte'],
  [/package\.json$/, /"solid-js"\s*:/, 'Solid'],
  [/package\.json$/, /"express"\s*:/, 'Express'],
  [/package\.json$/, /"fastify"\s*:/, 'Fastify'],
  [/package\.json$/, /"koa"\s*:/, 'Koa'],
  [/package\.json$/, /"@nestjs\/core"\s*:/, 'NestJS'],
  [/(requirements.*\.txt|Pipfile|pyproject\.toml)$/, /^[\s"']*django\b/im, 'Django'],
  [/(requirements.*\.txt|Pipfile|pyproject\.toml)$/, /^[\s"']*flask\b/im, 'Flask'],
  [/(requirements.*\.txt|Pipfile|pyproject\.toml)$/, /^[\s"']*fastapi\b/im, 'FastAPI'],
  [/go\.mod$/, /github\.com\/gin-gonic\/gin\b/, 'Gin'],
  [/go\.mod$/, /github\.com\/labstack\/echo\b/, 'Echo'],
  [/go\.mod$/, /github\.com\/gofiber\/fiber\b/, 'Fiber'],
  [/(pom\.xml|build\.gradle(\.kts)?)$/, /spring-boot|springframework/, 'Spring'],
  [/(pom\.xml|build\.gradle(\.kts)?)$/, /quarkus/, 'Quarkus'],
  [/Gemfile$/, /gem\s+["']rails["']/, 'Rails'],
  [/Gemfile$/, /gem\s+["']sinatra["']/, 'Sinatra'],
  [/composer\.json$/, /"laravel\/framework"\s*:/, 'Laravel'],
  [/composer\.json$/, /"symfony\/[\w-]+"\s*:/, 'Symfony'],
  [/Cargo\.toml$/, /^actix-web\s*=/m, 'Actix'],
  [/Cargo\.toml$/, /^axum\s*=/m, 'Axum'],
];

/** Their names, each once. */
export function frameworksIn(files: readonly { path: string; text: string }[]): string[] {
  const found = FRAMEWORKS.filter(([manifest, name]) =>
    files.some(({ path, text }) => manifest.test(path) && name.test(text)),
  );
  return [...new Set(found.map(([, , framework]) => framework))];
}
