"""The builder of the dictionaries that are made from packages of the public registries."""
