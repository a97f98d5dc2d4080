"""Write a site in which students work on the notebooks in a browser: JupyterLite, with Python as Pyodide."""
