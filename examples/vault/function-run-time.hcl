# What functions may do: read every secret of the account, and alter those that are not the system's.
# "secret" is the mount and "lp/12345678" the prefix of vault:https://HOST:8200/secret/lp/12345678
# Of the rules that match a path, the most specific one decides alone.

path "secret/data/lp/12345678/*" {
  capabilities = ["create", "read", "update"]
}
path "secret/metadata/lp/12345678/*" {
  capabilities = ["list", "patch", "read"]
}
# A delete of the store hides versions. Nothing here removes one for good: versions must never repeat.
path "secret/delete/lp/12345678/*" {
  capabilities = ["update"]
}

# System secrets: to be read only.
path "secret/data/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["read"]
}
path "secret/metadata/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["read"]
}
path "secret/delete/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["deny"]
}

# The same for the system secrets of Functions V1.
path "secret/data/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["read"]
}
path "secret/metadata/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["read"]
}
path "secret/delete/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["deny"]
}
path "secret/data/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["read"]
}
path "secret/metadata/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["read"]
}
path "secret/delete/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["deny"]
}
