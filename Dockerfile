# roster and Terraform in one image, for CI and for machines without Node:
#   docker build --tag iam-roster .
#   docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" iam-roster validate
# Another Terraform: --build-arg TERRAFORM=hashicorp/terraform:1.13.5. For OpenTofu, begin an image with this one and add tofu.
ARG NODE=node:22.20.0-bookworm-slim
ARG TERRAFORM=hashicorp/terraform:1.14.5

# The package as npm packs it, from the versions of package-lock.json.
FROM ${NODE} AS package
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts
RUN npm pack --silent --pack-destination /tmp

FROM ${TERRAFORM} AS terraform

FROM ${NODE}
# git: Terraform fetches modules with it, and people compare with the branch before.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
COPY --from=terraform /bin/terraform /usr/local/bin/terraform
COPY --from=package /tmp/iam-roster-*.tgz /tmp/iam-roster.tgz
# The command is one bundle and needs nothing beside it, so that no registry is asked for ranges of versions.
RUN mkdir -p /opt/iam-roster && tar -xzf /tmp/iam-roster.tgz --strip-components=1 -C /opt/iam-roster
RUN ln -s /opt/iam-roster/dist/command/roster/index.mjs /usr/local/bin/roster && chmod 0755 /opt/iam-roster/dist/command/roster/index.mjs
# No root: what a roster, a plan or a module brings runs as this user.
USER node
WORKDIR /work
ENTRYPOINT ["roster"]
CMD ["--help"]
