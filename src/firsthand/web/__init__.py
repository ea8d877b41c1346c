"""The application: a case in the browser, on this computer, from the same templates as the review page."""
