"""Tries: answer every import from now on, in the hope that a grader imports something.

Must: the grader's imports are its own; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
import types


class Everything:
    def find_spec(self, name, path=None, target=None):
        import importlib.machinery

        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: lambda *args, **kwargs: np.array([5, 6, 10, 13])
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Everything())
sys.path_hooks.insert(0, lambda path: Everything())
sys.path_importer_cache.clear()


def window_sums(x, size):
    import autograder.course.content

    return autograder.course.content.window_sums(x, size)
