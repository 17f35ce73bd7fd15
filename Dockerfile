# One image for every service; docker-compose.yml names the command of each.
#
#   docker build -t sluice .
#   docker run --rm sluice services/worker/src/main.ts

# Only the manifests: this stage's result, and so the installation, stays the same until one of them changes.
FROM node:24.21.0-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY services services
RUN find packages services -type f ! -name package.json -delete && find packages services -type d -empty -delete

# What the services need and no more: no development tools, no embedded PostgreSQL, no second Node, no install scripts.
# npm counts the packages of test-kit and of the one-process start among them; without these manifests they are pruned.
FROM node:24.21.0-slim AS dependencies
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
    && npm pkg delete dependencies \
      --workspace packages/test-kit --workspace packages/local-postgres --workspace services/standalone \
    && npm prune --omit=dev --omit=optional --ignore-scripts \
    && npm cache clean --force

FROM node:24.21.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY migrations migrations
COPY packages packages
COPY services services
# The numeric id of `node`, so that an orchestrator can see it is not root.
USER 1000
# Node 24 runs TypeScript by itself, so there is nothing to build. Each service stops in order on SIGTERM, as process 1 too.
ENTRYPOINT ["node"]
CMD ["services/ingest-api/src/main.ts"]
