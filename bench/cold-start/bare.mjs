import '../support/report.mjs';
