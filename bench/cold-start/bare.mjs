import './report.mjs';
