# One binary in a small image: no shell is needed to serve, no root, nothing written outside /data.

# The admin app is made of text, so any machine can build it for every other.
FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS admin
WORKDIR /admin
COPY admin/package.json admin/package-lock.json admin/.npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY admin .
RUN npm run build

FROM rust:1.95-slim-bookworm AS build
WORKDIR /source
COPY . .
COPY --from=admin /admin/dist admin/dist
# The caches outlive the layer, so that a changed line does not build every crate again; the binary has to leave them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --locked --profile dist --bin quintet \
    && install -D target/dist/quintet /out/usr/local/bin/quintet
# What is served when /config is empty: the same files that `quintet init` writes.
RUN /out/usr/local/bin/quintet init --project /out/usr/share/quintet/starter

FROM debian:bookworm-slim
COPY --from=build /out /
COPY docker/entrypoint.sh /usr/local/bin/entrypoint.sh
# A number, so that Kubernetes can see that it is not root. A new volume takes its owner from these folders.
RUN install -d -o 10001 -g 10001 /data && install -d /config
USER 10001:10001
ENV QUINTET_PROJECT=/config \
    QUINTET_DATA=/data \
    QUINTET_SERVER__LISTEN=0.0.0.0:8080
VOLUME ["/config", "/data"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["quintet", "health"]
# SIGTERM lets requests finish.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["serve"]
