#!/usr/bin/env bash
# Redmine from Debian's packages beside Hangji, for ./do bench beside: redmine.sh prepare HOST PORT USER DATABASE | run RUBY | serve PORT
# Uses an instance of its own (hangji-bench); nothing else of an installed Redmine is touched.
set -euo pipefail
app=/usr/share/redmine instance=hangji-bench
export REDMINE_INSTANCE=$instance RAILS_ENV=production REDMINE_LANG=en SCHEMA=/dev/null RAILS_SERVE_STATIC_FILES=1

prepare() {
  if [ ! -d "$app/app" ]; then
    echo "redmine redmine/instances/default/dbconfig-install boolean false" | debconf-set-selections
    # Its own set-up may fail where Bundler wants to fetch something; everything that it needs is there all the same. Half set up it would stand in the way of whatever is installed later.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redmine redmine-pgsql puma ruby-pg >/dev/null 2>&1 || { printf '#!/bin/sh\nexit 0\n' >/var/lib/dpkg/info/redmine.postinst; dpkg --configure redmine >/dev/null; }
    [ -d "$app/app" ] || { echo "Redmine could not be installed from the packages of this machine" >&2; exit 1; }
  fi
  local etc=/etc/redmine/$instance var=/var/lib/redmine/$instance
  mkdir -p "$etc" "$var/files" "$var/log" "$var/tmp" "$app/instances/$instance"
  ln -sfn "$etc" "$app/instances/$instance/config"; ln -sfn "$var/files" "$app/instances/$instance/files"
  ln -sfn "$var/log" "$app/instances/$instance/log"; ln -sfn "$var/tmp" "$app/instances/$instance/tmp"
  [ -s "$etc/secret_key.txt" ] || od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$etc/secret_key.txt"
  printf 'production:\n  adapter: postgresql\n  encoding: utf8\n  host: %s\n  port: %s\n  username: %s\n  database: %s\n  pool: 16\n' "$1" "$2" "$3" "$4" >"$etc/database.yml"
  mkdir -p /etc/redmine/default; [ -e /etc/redmine/default/database.yml ] || cp "$etc/database.yml" /etc/redmine/default/database.yml
  cd "$app"; [ -e Gemfile.local ] || echo "gem 'puma'" >Gemfile.local; rm -f Gemfile.lock
  bundle exec rake db:migrate >/dev/null
  bundle exec rake redmine:load_default_data >/dev/null
}

case $1 in
  prepare) shift; prepare "$@" ;;
  run) cd "$app"; exec bundle exec ruby bin/rails runner "$2" ;;
  serve) cd "$app"; exec bundle exec puma -e production -w 2 -t 8:8 -b "tcp://127.0.0.1:$2" config.ru ;;
  *) echo "redmine.sh prepare HOST PORT USER DATABASE | run RUBY | serve PORT" >&2; exit 2 ;;
esac
