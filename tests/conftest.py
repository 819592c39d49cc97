from hypothesis import settings

settings.register_profile("multisumm", deadline=None, derandomize=True, max_examples=30)
settings.load_profile("multisumm")
