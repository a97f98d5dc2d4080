"""The settings: what the class's nbgrader_config.py says, read without importing nbgrader, which takes seconds."""

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course.paths import ClassPaths
from autograder.errors import CourseError, display_path


def nbgrader_config(places: ClassPaths) -> Config:
    """nbgrader's configuration for a class. Raises CourseError where it cannot be read."""
    try:
        config = PyFileConfigLoader("nbgrader_config.py", path=str(places.root)).load_config()
    except Exception as error:  # it is Python
        path = display_path(places.root / "nbgrader_config.py")
        raise CourseError(f"{path} cannot be read: {type(error).__name__}: {error}") from None
    config.CourseDirectory.root = str(places.root)
    return config


def database_url(places: ClassPaths, config: Config) -> str:
    """Where nbgrader keeps the gradebook. Raises CourseError where that database needs to know more."""
    url = config.CourseDirectory.get("db_url", f"sqlite:///{places.gradebook}")
    if not url.startswith("sqlite") and not config.CourseDirectory.get("course_id"):
        raise CourseError(
            "nbgrader_config.py names a database (it must be for this class and term alone), but not the course. Add:\n"
            'c.CourseDirectory.course_id = "dl101"'
        )
    return url


def file_mode(config: Config) -> int:
    """The permissions that nbgrader gives to an autograded notebook."""
    digits = str(config.Autograde.get("permissions", 664 if config.CourseDirectory.get("groupshared", False) else 444))
    if not set(digits) <= set("01234567"):
        raise CourseError(f"nbgrader_config.py: c.Autograde.permissions must be three digits like 444, not {digits}")
    return int(digits, base=8)
