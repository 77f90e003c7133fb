# syntax=docker/dockerfile:1
# escape=\
# Builds and serves a small site: every instruction, with its forms.
ARG NODE_VERSION=20
ARG REGISTRY=docker.io/library

FROM ${REGISTRY}/node:${NODE_VERSION}-slim AS base
LABEL maintainer="Ada <ada@example.com>" \
      version="1.0" \
      description="A site with \"quotes\""
LABEL org.opencontainers.image.source=https://example.com/repo
ENV NODE_ENV=production PORT=8080
ENV GREETING="hello world" \
    PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

FROM base AS dependencies
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=token,required=true \
    npm ci --omit=dev

# Native tools are needed only here
FROM dependencies AS build
ARG VERSION
ARG DEBUG=false
RUN apt-get update && \
    apt-get install -y --no-install-recommends \
      git \
      # a comment between lines
      python3 && \
    rm -rf /var/lib/apt/lists/*
COPY --from=dependencies /app/node_modules ./node_modules
COPY --chown=node:node . .
ADD https://example.com/archive.tar.gz /tmp/archive.tar.gz
ADD --chmod=755 tools.tar.gz /opt/tools/
RUN echo "version: ${VERSION:-dev} ${DEBUG:+debug}" > version.txt
RUN ["npm", "run", "build"]
RUN if [ "$DEBUG" = "true" ]; then \
      echo 'debugging'; \
    else \
      strip --version || true; \
    fi

FROM python:3.12-alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS docs
WORKDIR /docs
COPY ["read me.md", "guide.md", "./"]
RUN pip install --no-cache-dir 'mkdocs>=1.5' && mkdocs build

FROM --platform=linux/amd64 nginx:1.27 AS static
COPY --from=docs /docs/site /usr/share/nginx/html/docs
COPY --from=build --chown=nginx:nginx /app/dist /usr/share/nginx/html
COPY nginx.conf /etc/nginx/conf.d/default.conf
EXPOSE 80
EXPOSE 443/tcp 8443/udp
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --retries=3 \
  CMD curl -f http://localhost/ || exit 1

FROM base AS test
COPY --from=build /app /app
ENV CI=true
USER node
HEALTHCHECK NONE
CMD ["npm", "test"]

FROM scratch AS artifacts
COPY --from=build /app/version.txt /
COPY --from=build /app/dist/ /dist/

FROM base AS runtime
LABEL stage=runtime
ARG UID=1001
ARG GID=$UID
RUN groupadd --gid "$GID" app \
 && useradd --uid "$UID" --gid app --create-home app
COPY --from=dependencies --chown=app:app /app/node_modules ./node_modules
COPY --from=build --chown=app:app /app/dist ./dist
COPY entrypoint.sh /usr/local/bin/
VOLUME /data
VOLUME ["/var/log", "/var/cache"]
ONBUILD COPY . /app/src
ONBUILD RUN make -C /app/src
USER app:app
EXPOSE $PORT
ENTRYPOINT ["entrypoint.sh", "--port", "8080"]
CMD node dist/server.js --host=0.0.0.0

FROM runtime AS worker
ENV QUEUE=default
ENTRYPOINT exec node dist/worker.js
CMD ["--queue", "default"]

FROM runtime AS debug
USER root
RUN <<EOF
apt-get update
apt-get install -y vim
EOF
CMD ["/bin/bash"]
